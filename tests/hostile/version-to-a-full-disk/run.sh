# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
test -e /dev/full || exit 99
$TPAUDIT --version > /dev/full
