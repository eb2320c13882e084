'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { readApiError } from '../../api-error';
import { Button } from '../../primitives/button';
import { Disclosure } from '../../primitives/disclosure';
import { Textarea } from '../../primitives/input';
import { useTRPC } from '../../trpc';

/** Field that converts a `docker run …` command into the compose file of its form. */
export function ConvertCommand({ name }: { name: string }) {
  const { setValue } = useFormContext();
  const [text, setText] = useState('');
  const convert = useMutation(
    useTRPC().stack.convert.mutationOptions({
      onSuccess: ({ file }) => setValue(name, file, { shouldDirty: true, shouldTouch: true }),
    }),
  );
  const error = convert.error && readApiError(convert.error);
  return (
    <Disclosure title="From a docker run command" detail="converted to the compose file below">
      <div className="space-y-3">
        <Textarea
          aria-label="docker run command"
          aria-invalid={error ? true : undefined}
          rows={4}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="docker run -d --name web -p 8080:80 -e MODE=production nginx:1.27"
          className="font-mono sm:text-xs"
        />
        {error && (
          <p role="alert" className="text-bad text-xs">
            {error.fields?.text?.join(' ') ?? error.message}
          </p>
        )}
        {convert.data && convert.data.notes.length > 0 && (
          <ul role="status" className="text-ink-2 text-xs">
            {convert.data.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
        <Button
          size="sm"
          busy={convert.isPending}
          disabled={text.trim() === ''}
          onClick={() => convert.mutate({ text })}
        >
          Convert
        </Button>
      </div>
    </Disclosure>
  );
}
