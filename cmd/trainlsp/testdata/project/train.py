BAD(); WARN()
