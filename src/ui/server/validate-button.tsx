'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PackagePlus, RotateCw } from 'lucide-react';
import { serverCan } from '../../domain/states';
import { VALIDATE_WITH_INSTALL } from '../../domain/validation-step';
import { reportFailure } from '../feedback/report-failure';
import { Button } from '../primitives/button';
import type { Server } from '../resources';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';

/** Button that validates the server again, and offers to install what was found missing. */
export function ValidateButton({ server }: { server: Server }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const validate = useMutation(
    trpc.server.validate.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() }),
      onError: reportFailure,
    }),
  );
  const denial = useDenial('server:validate');
  const busy = validate.isPending || server.state === 'validating';
  return (
    <>
      {(server.state === 'invalid' || server.validation_logs?.includes(VALIDATE_WITH_INSTALL)) && (
        <Button
          busy={busy}
          denied={denial}
          onClick={() => validate.mutate({ uuid: server.uuid, install: true })}
        >
          <PackagePlus aria-hidden /> Install what is missing
        </Button>
      )}
      <Button
        variant={server.state === 'usable' ? 'secondary' : 'primary'}
        disabled={!serverCan.validate(server.state)}
        busy={busy}
        denied={denial}
        onClick={() => validate.mutate({ uuid: server.uuid })}
      >
        {!busy && <RotateCw aria-hidden />}
        {server.state === 'validating' ? 'Validating' : 'Validate'}
      </Button>
    </>
  );
}
