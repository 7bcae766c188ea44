# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
mkdir checklists
printf 'format: 1\nchecklist: c0\nitems: {x: {ask: Q, answer: yes-no}}\n' > checklists/c0.yaml
for i in $(seq 299); do printf "format: 1\nchecklist: c$i\nextends: c$((i-1))\n" > checklists/c$i.yaml; done
$TPAUDIT validate checklists
