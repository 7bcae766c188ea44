# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 $TPAUDIT score a.yaml --format json
