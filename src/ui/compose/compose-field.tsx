'use client';

import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { encodeBase64 } from '../base64';
import { Field } from '../forms/field';
import { useTRPC } from '../trpc';
import type { FileProblem } from './compose-editor';
import { composeOptions } from './compose-keys';
import { FileChanges } from './file-changes';
import { FileEditor, FileProblems } from './file-editor';

interface ComposeFieldProps {
  name: string;
  hint?: ReactNode;
  example?: string;
  isLocked?: boolean;
  /** Uuid of the service whose variables the check uses; absent for a new service. */
  service?: string;
  /** Saved file, to show what changed; absent when none is saved. */
  saved?: string;
  /** Overrides the setting of the service; absent: the setting applies. */
  ignoresUnknownKeys?: boolean;
}

const label = 'Compose file';

/** Form field for a compose file, which the server checks while the user types. */
export function ComposeField({
  name,
  hint,
  example,
  isLocked = false,
  service,
  saved,
  ignoresUnknownKeys,
}: ComposeFieldProps) {
  const { control } = useFormContext();
  const { field } = useController({ name, control });
  const { mutateAsync } = useMutation(useTRPC().stack.validate.mutationOptions());
  const [problems, setProblems] = useState<FileProblem[]>([]);
  const judge = async (text: string) => {
    // The check while typing is only a help: if it fails, saving reports the problems.
    const found = await mutateAsync({
      docker_compose_raw: encodeBase64(text),
      ...(service !== undefined && { service_uuid: service }),
      ...(ignoresUnknownKeys !== undefined && { ignore_unknown_keys: ignoresUnknownKeys }),
    }).catch(() => null);
    setProblems(found?.problems ?? []);
    return found ?? { problems: [], warnings: [] };
  };
  return (
    <Field name={name} label={label} hint={hint}>
      {(ids) => (
        <>
          <FileEditor
            label={label}
            id={ids.id}
            describedBy={ids['aria-describedby']}
            value={field.value}
            isLocked={isLocked}
            {...(example !== undefined && { example })}
            onChange={field.onChange}
            onLeave={field.onBlur}
            judge={judge}
            {...(ignoresUnknownKeys !== undefined && { judgedBy: ignoresUnknownKeys })}
            optionsAfter={composeOptions}
          />
          <FileProblems label="Problems in the compose file" problems={problems} />
          <FileChanges before={saved} after={field.value} label="Changes to the compose file" />
        </>
      )}
    </Field>
  );
}
