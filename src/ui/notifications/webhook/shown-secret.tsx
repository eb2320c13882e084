import { CodeBlock } from '../../feedback/code-block';
import { Button } from '../../primitives/button';
import { Callout } from '../../primitives/callout';
import { Dialog, DialogActions } from '../../primitives/dialog';
import { focusOnMount } from '../../primitives/focus-on-mount';
import { VerifySnippet } from './verify-snippet';

interface ShownSecretProps {
  secret: string;
  onDone: () => void;
}

/** Dialog with a new signing secret, shown only this once. */
export function ShownSecretDialog(props: ShownSecretProps) {
  return (
    <Dialog open wide keepsOpen onOpenChange={props.onDone} title="The signing secret of your webhook">
      <ShownSecret {...props} />
    </Dialog>
  );
}

export function ShownSecret({ secret, onDone }: ShownSecretProps) {
  return (
    <div ref={focusOnMount} tabIndex={-1} className="space-y-4 outline-none">
      <Callout tone="warn" title="This secret is shown only once">
        Store it where your receiver reads it.
      </Callout>
      <CodeBlock text={secret} label="secret" />
      <VerifySnippet />
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          I have copied the secret
        </Button>
      </DialogActions>
    </div>
  );
}
