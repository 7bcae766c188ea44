# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
mkdir -p in/repo && cd in/repo && git init -q .
$TPAUDIT check ../../a.yaml --format sarif
