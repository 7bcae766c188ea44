# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
$TPAUDIT checklists new nul
code=$?
test -e checklists && echo left
exit $code
