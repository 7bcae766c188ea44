"""The measurements that there are, in the order of the manual."""

from typing import Final

from tpaudit.judging.measure.browser.accessibility import ACCESSIBILITY
from tpaudit.judging.measure.browser.contrast import CONTRAST
from tpaudit.judging.measure.browser.doubled import DOUBLED
from tpaudit.judging.measure.browser.fits_phone import FITS_PHONE
from tpaudit.judging.measure.browser.focus_seen import FOCUS_SEEN
from tpaudit.judging.measure.browser.four_pages_fit import FOUR_PAGES_FIT
from tpaudit.judging.measure.browser.load_time import LOAD_TIME
from tpaudit.judging.measure.browser.tap_size import TAP_SIZE
from tpaudit.judging.measure.browser.text_size import TEXT_SIZE
from tpaudit.judging.measure.browser.uncovered import UNCOVERED
from tpaudit.judging.measure.facts.answer_time import ANSWER_TIME
from tpaudit.judging.measure.facts.product_facts import PRODUCT_FACTS
from tpaudit.judging.measure.facts.site_facts import SITE_FACTS
from tpaudit.judging.measure.form.autocomplete_valid import AUTOCOMPLETE_VALID
from tpaudit.judging.measure.form.autofill import AUTOFILL
from tpaudit.judging.measure.form.error_hints import ERROR_HINTS
from tpaudit.judging.measure.form.error_messages import ERROR_MESSAGES
from tpaudit.judging.measure.form.field_names import FIELD_NAMES
from tpaudit.judging.measure.form.field_types import FIELD_TYPES
from tpaudit.judging.measure.form.form_fits_phone import FORM_FITS_PHONE
from tpaudit.judging.measure.form.form_named import FORM_NAMED
from tpaudit.judging.measure.form.label_words import LABEL_WORDS
from tpaudit.judging.measure.form.required_fields import REQUIRED_FIELDS
from tpaudit.judging.measure.form.visible_labels import VISIBLE_LABELS
from tpaudit.judging.measure.links.dead_links import DEAD_LINKS
from tpaudit.judging.measure.links.first_links import FIRST_LINKS
from tpaudit.judging.measure.links.link_names import LINK_NAMES
from tpaudit.judging.measure.links.link_words import LINK_WORDS
from tpaudit.judging.measure.measurement import Measurement
from tpaudit.judging.measure.phone.dial_links import DIAL_LINKS
from tpaudit.judging.measure.phone.on_pages import PHONE_ON_PAGES
from tpaudit.judging.measure.privacy.consent_box import CONSENT_BOX
from tpaudit.judging.measure.privacy.needless_fields import NEEDLESS_FIELDS
from tpaudit.judging.measure.privacy.refusing import REFUSING
from tpaudit.judging.measure.site.contact_clicks import CONTACT_CLICKS
from tpaudit.judging.measure.site.hours_stated import HOURS_STATED
from tpaudit.judging.measure.site.imprint import IMPRINT
from tpaudit.judging.measure.site.newest_date import NEWEST_DATE
from tpaudit.judging.measure.site.page_language import PAGE_LANGUAGE
from tpaudit.judging.measure.site.page_titles import PAGE_TITLES
from tpaudit.judging.measure.site.picture_texts import PICTURE_TEXTS
from tpaudit.judging.measure.site.pictures_described import PICTURES_DESCRIBED
from tpaudit.judging.measure.site.price_stated import PRICE_STATED
from tpaudit.judging.measure.site.text_language import TEXT_LANGUAGE
from tpaudit.judging.measure.site.viewport import VIEWPORT
from tpaudit.judging.measure.site.zoom_allowed import ZOOM_ALLOWED

_ALL: Final = (
    PHONE_ON_PAGES,
    DIAL_LINKS,
    REQUIRED_FIELDS,
    VISIBLE_LABELS,
    LABEL_WORDS,
    FIELD_NAMES,
    FORM_NAMED,
    AUTOFILL,
    AUTOCOMPLETE_VALID,
    FIELD_TYPES,
    ERROR_HINTS,
    ERROR_MESSAGES,
    NEEDLESS_FIELDS,
    CONSENT_BOX,
    VIEWPORT,
    ZOOM_ALLOWED,
    PAGE_LANGUAGE,
    TEXT_LANGUAGE,
    PAGE_TITLES,
    PICTURE_TEXTS,
    PICTURES_DESCRIBED,
    LINK_NAMES,
    LINK_WORDS,
    FIRST_LINKS,
    CONTACT_CLICKS,
    IMPRINT,
    HOURS_STATED,
    PRICE_STATED,
    NEWEST_DATE,
    SITE_FACTS,
    PRODUCT_FACTS,
    ANSWER_TIME,
    DEAD_LINKS,
    LOAD_TIME,
    FITS_PHONE,
    FOUR_PAGES_FIT,
    FORM_FITS_PHONE,
    TEXT_SIZE,
    TAP_SIZE,
    DOUBLED,
    FOCUS_SEEN,
    CONTRAST,
    ACCESSIBILITY,
    UNCOVERED,
    REFUSING,
)
MEASURES: Final[dict[str, Measurement]] = {measurement.id: measurement for measurement in _ALL}
"""By their id; a new one is a module, an entry here and one of `documents/measurements.py`."""
