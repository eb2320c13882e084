'use client';

import { useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../../feedback/confirm-dialog';
import { useTRPC } from '../../trpc';
import { DependentApplications } from '../dependent-applications';
import type { GitToken, GitTokens } from './use-git-tokens';

interface DeleteGitTokenProps {
  token: GitToken;
  tokens: GitTokens;
  onClose: () => void;
}

/** Dialog that deletes a Git token and shows which applications use it. */
export function DeleteGitToken({ token: { uuid, name }, tokens, onClose }: DeleteGitTokenProps) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.gitToken.applications.queryOptions({ uuid }));
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}`}
      confirmLabel="Delete Git token"
      onConfirm={() => tokens.remove.mutateAsync({ uuid })}
    >
      <p>Gantry forgets the token. It stays valid at its forge: revoke it there.</p>
      <DependentApplications applications={data?.applications} source="token">
        Their deployments are no longer shown at commits and pull requests, unless another Git token matches
        their repositories.
      </DependentApplications>
    </ConfirmDialog>
  );
}
