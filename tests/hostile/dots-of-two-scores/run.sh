# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
awk 'BEGIN { print "format: 1\ncompany: {name: C}\ntouchpoints:"
  for (i = 0; i < 700; i++) printf "  t%d: {stage: s, checklists: {quick: {works: %s, easy: 4}}}\n", i, i % 2 ? "yes" : "no" }' > a.yaml
$TPAUDIT report a.yaml --format html -o r.html
