"""`python -m tpaudit`: the command line."""

from tpaudit.cli.app import main

main()
