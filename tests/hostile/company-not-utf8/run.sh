# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
$TPAUDIT init new --company $'\xfe'
code=$?
test -e new && echo left
exit $code
