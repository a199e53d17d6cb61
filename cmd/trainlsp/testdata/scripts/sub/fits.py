model.fit(x)
NESTED()
