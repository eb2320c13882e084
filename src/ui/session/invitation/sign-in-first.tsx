import { paths } from '../../paths';
import { ButtonLink } from '../../primitives/button-link';

/** The way in for an address that has an account: sign in, whichever way, and come back here. */
export function SignInFirst({ token }: { token: string }) {
  return (
    <div className="space-y-4">
      <p className="text-ink-2">You already have an account. Sign in to accept the invitation.</p>
      <ButtonLink variant="primary" size="lg" className="w-full" href={paths.signIn(paths.invitation(token))}>
        Sign in to accept
      </ButtonLink>
    </div>
  );
}
