COLUMNS = ["age", "months", "complaints"]
