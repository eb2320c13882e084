import { paths } from '../paths';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Input } from '../primitives/input';
import { PasswordInput } from '../primitives/password-input';
import { PublicLink } from './public-link';

interface PasswordStepProps {
  busy: boolean;
  message: string | null;
  onSubmit: (email: string, password: string) => void;
}

export function PasswordStep({ busy, message, onSubmit }: PasswordStepProps) {
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        onSubmit(String(data.get('email')), String(data.get('password')));
      }}
    >
      <div>
        <label htmlFor="email" className="mb-1.5 block font-medium">
          E-mail
        </label>
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          className="sm:h-9"
        />
      </div>
      <div>
        <div className="mb-1.5 flex items-baseline justify-between gap-4">
          <label htmlFor="password" className="font-medium">
            Password
          </label>
          <span className="text-xs">
            <PublicLink href={paths.forgotPassword()}>Forgot password?</PublicLink>
          </span>
        </div>
        <PasswordInput
          id="password"
          name="password"
          autoComplete="current-password"
          required
          className="sm:h-9"
        />
      </div>
      {message && <Callout tone="bad" role="alert" title={message} />}
      <Button type="submit" variant="primary" size="lg" busy={busy} className="w-full">
        Sign in
      </Button>
    </form>
  );
}
