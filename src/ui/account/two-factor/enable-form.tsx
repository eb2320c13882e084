'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { CodeBlock } from '../../feedback/code-block';
import { CodeField } from '../../forms/code-field';
import { Form } from '../../forms/form';
import { useServerForm } from '../../forms/use-server-form';
import { Button } from '../../primitives/button';
import { focusOnMount } from '../../primitives/focus-on-mount';
import { useTRPC } from '../../trpc';
import type { Enrolment } from './enrolment';

const schema = z.object({ code: z.string().regex(/^\d{6}$/, 'Enter the six-digit code from the app.') });

interface EnableFormProps {
  enrolment: Enrolment;
  onEnabled: (recoveryCodes: readonly string[]) => void;
}

/** The secret as a QR code and as text. The first code proves that the app has the secret. */
export function EnableForm({ enrolment, onEnabled }: EnableFormProps) {
  const trpc = useTRPC();
  const enable = useMutation(trpc.twoFactor.enable.mutationOptions());
  const form = useServerForm({
    schema,
    defaultValues: { code: '' },
    send: async (values) => onEnabled((await enable.mutateAsync(values)).recovery_codes),
  });
  return (
    <ol className="space-y-6">
      <li>
        <h3 ref={focusOnMount} tabIndex={-1} className="mb-2 font-medium outline-none">
          1. Scan this with your authenticator app
        </h3>
        {/* Black on white in both themes: cameras expect it. */}
        {/* biome-ignore lint/performance/noImgElement: it is drawn from text that is here already, nothing is fetched */}
        <img
          src={`data:image/svg+xml,${encodeURIComponent(enrolment.qr_svg)}`}
          alt="QR code with the secret for your authenticator app"
          width={192}
          height={192}
          className="size-48 rounded-lg border border-line bg-[white] p-2"
        />
        <details className="mt-3">
          <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">Can’t scan it?</summary>
          <p className="mt-2 mb-1.5 text-ink-2">Add a time-based account manually with this key:</p>
          <CodeBlock text={enrolment.secret} label="secret" className="max-w-md" />
        </details>
      </li>
      <li>
        <h3 className="mb-2 font-medium">2. Enter the code it shows</h3>
        <Form of={form} label="First code">
          <CodeField name="code" label="One-time code" onComplete={() => void form.submit()} />
          <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
            Turn on
          </Button>
        </Form>
      </li>
    </ol>
  );
}
