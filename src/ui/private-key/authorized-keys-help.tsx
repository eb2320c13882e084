import { CodeBlock } from '../feedback/code-block';

/** The public key, and the command that adds it to a server's authorized keys. */
export function AuthorizedKeysHelp({ publicKey }: { publicKey: string }) {
  const line = publicKey.trim();
  return (
    <div className="space-y-3">
      <div>
        <h3 className="mb-1.5 font-medium">Public key</h3>
        <CodeBlock text={line} label="public key" />
      </div>
      <div>
        <p className="mb-1.5 text-ink-2">Run this on the server as the user that Gantry signs in as:</p>
        <CodeBlock
          text={`mkdir -p ~/.ssh && chmod 700 ~/.ssh && echo '${line}' >> ~/.ssh/authorized_keys && chmod 600 ~/.ssh/authorized_keys`}
          label="command"
        />
      </div>
    </div>
  );
}
