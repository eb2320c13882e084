import { paths } from '../../paths';
import { ButtonLink } from '../../primitives/button-link';
import { Callout } from '../../primitives/callout';
import { SignOutButton } from '../sign-out-button';

interface WrongAccountProps {
  token: string;
  signedIn: string;
  invited: string;
}

/** Refusal of an invitation that was sent to another address than the one of the signed-in user. */
export function WrongAccount({ token, signedIn, invited }: WrongAccountProps) {
  return (
    <div className="space-y-4">
      <Callout tone="warn" title="You are signed in with another account">
        The invitation is for <strong className="font-medium text-ink">{invited}</strong>, but you are signed
        in as <strong className="font-medium text-ink">{signedIn}</strong>.
      </Callout>
      <SignOutButton variant="primary" size="lg" className="w-full" to={paths.invitation(token)}>
        Sign out and continue
      </SignOutButton>
      <ButtonLink variant="ghost" size="lg" className="w-full" href={paths.home()}>
        Stay signed in
      </ButtonLink>
    </div>
  );
}
