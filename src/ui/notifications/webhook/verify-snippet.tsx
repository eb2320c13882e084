import { CodeBlock } from '../../feedback/code-block';

const snippet = `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);
// Takes the body before it is parsed.
// Throws when the signature or the time is wrong.
const event = webhook.verify(rawBody, request.headers);`;

/** How a receiver checks that a delivery comes from Gantry. */
export function VerifySnippet() {
  return (
    <div className="space-y-2">
      <p className="text-ink-2">
        Every request is signed as{' '}
        <a
          href="https://www.standardwebhooks.com"
          target="_blank"
          rel="noreferrer"
          className="text-accent-text underline underline-offset-2"
        >
          Standard Webhooks
        </a>{' '}
        describes, which has libraries for most languages. In Node.js:
      </p>
      <CodeBlock text={snippet} label="example" />
    </div>
  );
}
