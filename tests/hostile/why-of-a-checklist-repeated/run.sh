# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
mkdir checklists
(printf 'format: 1\nchecklist: big\nitems:\n  i: {ask: Q, answer: yes-no, why: '; head -c 100000 /dev/zero | tr '\0' w; echo '}') > checklists/big.yaml
(printf 'format: 1\ncompany: {name: C}\ntouchpoints:\n'; for i in $(seq 100); do echo "  t$i: {stage: s, checklists: {big: }}"; done) > a.yaml
$TPAUDIT score a.yaml --format json > out.json
wc -c < out.json
