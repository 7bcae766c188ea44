# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
awk 'BEGIN { print "format: 1\ncompany: {name: C}\ntouchpoints:\n  a:\n    stage: s\n    checklists:\n      quick:\n        works:"
  for (i = 0; i < 5000; i++) printf "          - {answer: %s, by: %s}\n", i % 3 ? "yes" : "no", i % 2 ? "ann" : "ben" }' > a.yaml
$TPAUDIT explain a.yaml
