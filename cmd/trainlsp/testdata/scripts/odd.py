größe = "训练"; WARN("训练")
	NOTE()
	x = "	ab"; WARN()
e = "é"; WARN()
# 👩‍🔬 WARN
