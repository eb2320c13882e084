'use client';

import { useQuery } from '@tanstack/react-query';
import { readApiError } from '../../api-error';
import { ErrorState } from '../../feedback/error-state';
import { paths } from '../../paths';
import { ButtonLink } from '../../primitives/button-link';
import { Callout } from '../../primitives/callout';
import { useTRPC } from '../../trpc';
import { readSignedIn } from '../credentials';
import { FormSkeleton } from '../form-skeleton';
import { PublicFrame } from '../public-frame';
import { AcceptAsNew } from './accept-as-new';
import { AcceptAsSignedIn } from './accept-as-signed-in';
import type { Invitation } from './invitation';
import { SignInFirst } from './sign-in-first';
import { WrongAccount } from './wrong-account';

/** Page that the link of an invitation opens: what it is for, and the way to join that fits the user. */
export function InvitationPage({ token }: { token: string }) {
  const trpc = useTRPC();
  const invitation = useQuery(trpc.invitation.preview.queryOptions({ token }));
  const person = useQuery({ queryKey: ['signed-in'], queryFn: readSignedIn });
  const error = invitation.error ?? person.error;

  if (readApiError(invitation.error).status === 404) return <Gone />;
  if (error)
    return (
      <PublicFrame title="Invitation" lead="to work together on Gantry.">
        <ErrorState
          error={error}
          retry={() => void Promise.all([invitation.refetch(), person.refetch()])}
          what="This invitation"
        />
      </PublicFrame>
    );
  if (!invitation.data || person.data === undefined)
    return (
      <PublicFrame title="Invitation" lead="to work together on Gantry.">
        <FormSkeleton />
      </PublicFrame>
    );
  return <Ways token={token} invitation={invitation.data} person={person.data} />;
}

interface WaysProps {
  token: string;
  invitation: Invitation;
  person: { name: string; email: string } | null;
}

function Ways({ token, invitation, person }: WaysProps) {
  const { organization_name, email, role, invited_by } = invitation;
  return (
    <PublicFrame
      title={`Join ${organization_name}`}
      lead={
        <>
          {invited_by} invited <strong className="font-medium text-ink">{email}</strong>{' '}
          {role === 'custom' ? 'with a custom role' : role === 'admin' ? 'as an admin' : 'as a member'}.
        </>
      }
    >
      {person === null && !invitation.has_account && <AcceptAsNew token={token} invitation={invitation} />}
      {person === null && invitation.has_account && <SignInFirst token={token} />}
      {person !== null && person.email.toLowerCase() === email.toLowerCase() && (
        <AcceptAsSignedIn token={token} invitation={invitation} name={person.name} />
      )}
      {person !== null && person.email.toLowerCase() !== email.toLowerCase() && (
        <WrongAccount token={token} signedIn={person.email} invited={email} />
      )}
    </PublicFrame>
  );
}

/** Page of a link that does not work. Expired, used, revoked and mistyped links get the same page. */
function Gone() {
  return (
    <PublicFrame title="Invitation" lead="to work together on Gantry.">
      <Callout
        tone="warn"
        title="This invitation is no longer valid"
        action={
          <ButtonLink size="sm" href={paths.signIn()}>
            Sign in
          </ButtonLink>
        }
      >
        It was used, revoked, or is older than 48 hours. Ask for a new invitation.
      </Callout>
    </PublicFrame>
  );
}
