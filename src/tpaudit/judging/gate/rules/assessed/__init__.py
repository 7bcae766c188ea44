"""The rules about how much is known: too little was assessed, too much is not applicable, or evidence is old."""
