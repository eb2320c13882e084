import { paths } from '../../paths';
import { ButtonLink } from '../../primitives/button-link';

/** Join with an existing account: sign in, by any method, and return to the invitation. */
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
