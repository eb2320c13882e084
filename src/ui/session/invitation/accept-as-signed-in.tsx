'use client';

import { useMutation } from '@tanstack/react-query';
import { readApiError } from '../../api-error';
import { RequestId } from '../../feedback/error-state';
import { Time } from '../../feedback/time';
import { paths } from '../../paths';
import { Button } from '../../primitives/button';
import { Callout } from '../../primitives/callout';
import { useTRPC } from '../../trpc';
import type { Invitation } from './invitation';

interface AcceptAsSignedInProps {
  token: string;
  invitation: Invitation;
  name: string;
}

/** Join as a signed-in user: one button, which also makes the organization the active one. */
export function AcceptAsSignedIn({ token, invitation, name }: AcceptAsSignedInProps) {
  const trpc = useTRPC();
  const accept = useMutation(trpc.invitation.accept.mutationOptions());
  const activate = useMutation(trpc.organization.setActive.mutationOptions());
  const join = useMutation({
    mutationFn: async () => {
      const { organization_id } = await accept.mutateAsync({ token });
      await activate.mutateAsync({ id: organization_id });
      window.location.assign(paths.home());
    },
  });
  return (
    <div className="space-y-4">
      {join.error && (
        <Callout tone="bad" role="alert" title={readApiError(join.error).message}>
          <RequestId error={readApiError(join.error)} />
        </Callout>
      )}
      <Button
        variant="primary"
        size="lg"
        className="w-full"
        busy={join.isPending || join.isSuccess}
        onClick={() => join.mutate()}
      >
        Join as {name}
      </Button>
      <p className="text-ink-3 text-xs">
        You stay in your other organizations; switch between them at the top of the console. The invitation
        expires <Time value={invitation.expires_at} />.
      </p>
    </div>
  );
}
