"""`python -m tpaudit`: the command line."""

from tpaudit.cli.main import main

main()
