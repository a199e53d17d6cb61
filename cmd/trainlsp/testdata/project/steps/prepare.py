WARN(); BAD()
