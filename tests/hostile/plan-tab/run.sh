# Run in a copy of this folder; $TPAUDIT is the program.
TPAUDIT=${TPAUDIT:-tpaudit}
$TPAUDIT plan a.yaml --format csv > p.csv
python3 -c "import csv; print('formula' if any(c[:1] in tuple('=+@-') for r in csv.reader(open('p.csv', newline=''), delimiter='\t') for c in r) else 'none')"
