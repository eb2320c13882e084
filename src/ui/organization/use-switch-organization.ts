'use client';

import { useMutation } from '@tanstack/react-query';
import { reportFailure } from '../feedback/report-failure';
import { paths } from '../paths';
import { useTRPC } from '../trpc';
import { announceSwitch } from './switch-channel';

/** Switch to another organization, then reload the console, so that no data of the previous one is left. */
export function useSwitchOrganization() {
  const trpc = useTRPC();
  const activate = useMutation(trpc.organization.setActive.mutationOptions());
  function switchTo(id: string) {
    activate.mutate(
      { id },
      {
        onSuccess: () => {
          announceSwitch();
          window.location.assign(paths.home());
        },
        onError: reportFailure,
      },
    );
  }
  return { switchTo, isSwitching: activate.isPending || activate.isSuccess };
}
