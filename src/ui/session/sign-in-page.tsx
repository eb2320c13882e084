'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { Suspense, useEffect, useState } from 'react';
import { paths, type SignInNotice, safeNext, signInNotices } from '../paths';
import { Callout } from '../primitives/callout';
import { useTRPC } from '../trpc';
import { FormSkeleton } from './form-skeleton';
import { OrDivider } from './or-divider';
import { hasProvider, ProviderButtons } from './provider-buttons';
import { PublicFrame } from './public-frame';
import { PublicLink } from './public-link';
import { SignInForm } from './sign-in-form';
import { providerRefusal } from './sign-in-refusal';

/** Notices of events that the user did not cause. */
const unwelcome: ReadonlySet<SignInNotice> = new Set(['session-ended', 'no-organization']);

const notices: Record<SignInNotice, string> = {
  'password-changed': 'Your password was changed and every session ended. Sign in with the new one.',
  'password-reset':
    'Your password was reset. Every session ended and your API tokens were revoked. Sign in with the new one.',
  'signed-out-everywhere': 'You were signed out everywhere.',
  'session-ended': 'Your session has ended. Sign in to continue where you left off.',
  'no-organization':
    'You are no longer in any organization. Ask a member to invite you: the link in the e-mail lets you back in.',
};

export function SignInPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const status = useQuery(trpc.setup.status.queryOptions({}));
  const isSetupRequired = status.data?.is_required === true;
  useEffect(() => {
    if (isSetupRequired) router.replace(paths.setup());
  }, [isSetupRequired, router]);
  return (
    <PublicFrame title="Sign in" lead="to deploy to your own machines.">
      <Suspense fallback={<FormSkeleton />}>
        <SignInChoices />
      </Suspense>
    </PublicFrame>
  );
}

/** All the ways to sign in that this installation offers. */
function SignInChoices() {
  const trpc = useTRPC();
  const search = useSearchParams();
  const next = safeNext(search.get('next'));
  const notice = signInNotices.find((each) => each === search.get('notice'));
  const refusal = providerRefusal(search.get('error'));
  const methods = useQuery(trpc.authMethod.list.queryOptions({})).data;
  const [isAtCode, setAtCode] = useState(false);
  // The form is shown even if the list of methods is still loading or failed: most users need nothing else.
  const hasPassword = methods?.password.enabled !== false;
  return (
    <div className="space-y-5">
      {notice && !isAtCode && (
        <Callout tone={unwelcome.has(notice) ? 'warn' : 'ok'} role="status" title={notices[notice]} />
      )}
      {refusal && !isAtCode && <Callout tone="bad" role="alert" title={refusal} />}
      {hasPassword && (
        <SignInForm next={next} providerName={methods?.oidc.name ?? undefined} onCodeStep={setAtCode} />
      )}
      {!isAtCode && hasPassword && hasProvider(methods) && <OrDivider />}
      {!isAtCode && hasProvider(methods) && <ProviderButtons methods={methods} next={next} />}
      {!isAtCode && methods?.registration.enabled && (
        <p className="text-ink-2">
          New here? <PublicLink href={paths.register()}>Create an account</PublicLink>
        </p>
      )}
    </div>
  );
}
