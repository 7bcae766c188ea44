# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
awk 'BEGIN { for (i = 0; i < 18; i++) name = name "abcdefghij"
  print "format: 1\ncompany: {name: C}\ntouchpoints:"
  for (i = 0; i < 800; i++) printf "  %s%d: {stage: s}\n", name, i
  print "handovers:"
  for (i = 0; i < 60; i++) printf "  h%d: {from: %sx%d, to: y%d}\n", i, name, i, i }' > a.yaml
$TPAUDIT validate a.yaml
