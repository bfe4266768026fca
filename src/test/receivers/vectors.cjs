// Verifies the vectors by the published library, at the time at which each is judged.

const { readFileSync } = require('node:fs');
const { Webhook, WebhookVerificationError } = require('standardwebhooks');

const RealDate = Date;
const wrong = [];
for (const vector of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  globalThis.Date = class extends RealDate {
    static now() {
      return vector.now * 1000;
    }
  };
  let valid = true;
  try {
    new Webhook(`whsec_${vector.key}`).verify(vector.body, vector.headers);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) {
      throw error;
    }
    valid = false;
  }
  if (valid !== vector.valid) {
    wrong.push(vector.name);
  }
}
if (wrong.length > 0) {
  console.error(wrong.join(', '));
  process.exit(1);
}
