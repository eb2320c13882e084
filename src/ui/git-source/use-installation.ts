'use client';

import { useMutation } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { useTRPC } from '../trpc';

/** Send the browser to GitHub, to install an app on an account. */
export function useInstallation(app: { uuid: string }) {
  const trpc = useTRPC();
  const begin = useMutation(
    trpc.githubApp.beginInstallation.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (error) => notify.error('It could not be installed', { description: error.message }),
    }),
  );
  return { isPending: begin.isPending, begin: () => begin.mutate({ github_app_id: app.uuid }) };
}
