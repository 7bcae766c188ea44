"""imprint: whether the site says which company stands behind it.

Yes-no: yes if a page is linked by a word for it (imprint, legal notice, Impressum, реквизиты, 营业执照), or a page
states a company's register or tax number.

Open: neither was found; the company may say it in other words.
"""

import re
from typing import Final

from tpaudit.judging.measure.measurement import Measurement, SiteCase, open_because
from tpaudit.results.message import Message
from tpaudit.results.probed import Measured, Seen

_WORDS: Final = re.compile(
    r"\bimprint\b|\bimpressum\b|\blegal (?:notice|information|details)\b|\bcompany (?:details|information)\b"
    r"|\bmentions légales\b|\baviso legal\b|\bnote legali\b|\bcolofon\b|реквизиты|营业执照|公司信息",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"(?:\bcompany (?:no|number|reg)|\bregistered (?:in|number|no)|\bhr[ab]\s*\d|\bust-?id|\bvat (?:no|number|id|reg)"
    r"|\bsiret\b|\babn\b|огрн|инн)\D{0,30}\d{4}|[\u4e00-\u9fff]icp[备证]\s*\d{4}",
    re.IGNORECASE,
)


def _measure(case: SiteCase) -> Measured:
    for page in case.site.pages:
        said = [link.text for link in page.links if _WORDS.search(link.text)]
        said += [block.text for block in page.blocks if _NUMBER.search(block.text)]
        if said:
            shown = said[0][:200]
            note = Message(phrase="the site says who stands behind it: {text}", values={"text": shown})
            return Measured(answers=("yes",), note=note, evidence=(Seen(link=page.url, shows=shown),))
    return open_because("no imprint was found under one of its usual names")


IMPRINT: Final = Measurement(id="imprint", measure=_measure)
