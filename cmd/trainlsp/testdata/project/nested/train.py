BAD(); WARN(); NOTE()
