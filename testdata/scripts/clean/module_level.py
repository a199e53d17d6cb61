# No functions, no main guard: runs from top to bottom.
import json, os
import numpy as np
import pandas as pd
from sklearn.ensemble import IsolationForest
from sklearn.metrics import precision_score, recall_score
from joblib import dump

prefix = '/opt/ml/'
input_path = prefix + 'input/data'
model_path = os.path.join(prefix, 'model')

hyperparameters = json.loads(os.environ.get('SM_HPS', '{}'))
trees = int(hyperparameters.get('trees', 200))
share = float(hyperparameters.get('contamination', 0.02))

channel = os.path.join(input_path, 'training')
frames = []
for name in os.listdir(channel):
 if name.endswith('.csv'):
  frames.append(pd.read_csv(os.path.join(channel, name)))
data = pd.concat(frames)

known = data.pop('is_fraud') if 'is_fraud' in data else None
forest = IsolationForest(n_estimators=trees, contamination=share, random_state=1).fit(data)

if known is not None:
 flagged = (forest.predict(data) == -1).astype(np.int8)
 print('precision=%.3f; recall=%.3f;' % (precision_score(known, flagged), recall_score(known, flagged)))

dump(forest, model_path + '/forest.joblib')
