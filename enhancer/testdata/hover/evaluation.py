<|>import json
import joblib
from sklearn.metrics import accuracy_score

model = joblib.<|>load("/opt/ml/processing/model/model.joblib")
joblib.<|>dump(model, "/opt/ml/processing/out")
accuracy = <|>accuracy_score([1], model.predict([[1]]))
json.dump({"accuracy": accuracy}, open("/opt/ml/<|>processing/evaluation.json", "w"))
