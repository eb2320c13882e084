'use client';

import { Plus, X } from 'lucide-react';
import { z } from 'zod';
import { QueryView } from '../feedback/query-view';
import { reportFailure } from '../feedback/report-failure';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { SettingsSection } from '../page/section';
import { Button } from '../primitives/button';
import { Skeleton } from '../primitives/skeleton';
import { useKeptFocus } from '../primitives/use-kept-focus';
import type { WorkloadAddress } from './kinds';
import { TagNames } from './tag-names';
import { completedTags, offeredTags, typedTags } from './typed-tags';
import { useTags } from './use-tags';

type Tags = ReturnType<typeof useTags>;
type Tag = NonNullable<Tags['query']['data']>[number];

interface TagSettingsProps extends WorkloadAddress {
  /** Whether the tags can only be read. */
  locked: boolean;
}

/** Section of a settings page that shows the tags of a workload, and adds and removes them. */
export function TagSettings({ kind, uuid, locked }: TagSettingsProps) {
  const tags = useTags({ kind, uuid });
  return (
    <SettingsSection
      title="Tags"
      description="Workloads with the same tag can be deployed together, across projects and servers."
      locked={locked}
    >
      <QueryView
        query={tags.query}
        what="Tags"
        skeleton={
          <div role="status" aria-label="Loading tags">
            <Skeleton className="h-8 w-48" />
          </div>
        }
      >
        {(rows) =>
          locked ? <ReadOnly names={rows.map(({ name }) => name)} /> : <Editor rows={rows} tags={tags} />
        }
      </QueryView>
    </SettingsSection>
  );
}

function ReadOnly({ names }: { names: string[] }) {
  return names.length === 0 ? <p className="text-ink-3">No tags.</p> : <TagNames names={names} isLinked />;
}

function Editor({ rows, tags }: { rows: readonly Tag[]; tags: Tags }) {
  const list = useKeptFocus(rows);
  return (
    <div className="space-y-4">
      <ul ref={list} aria-label="Tags" className="flex flex-wrap gap-1.5 empty:hidden">
        {rows.map(({ uuid, name }) => (
          <li
            key={uuid}
            className="flex min-w-0 max-w-full items-center gap-1 rounded-md border border-line-strong bg-surface pl-2.5"
          >
            <span className="truncate">{name}</span>
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label={`Remove tag ${name}`}
              onClick={() => tags.detach(uuid)}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <AddTags has={rows.map(({ name }) => name)} tags={tags} />
    </div>
  );
}

const schema = z.object({
  tag_names: z.string().refine((text) => typedTags(text).length > 0, 'Enter the name of a tag.'),
});

function AddTags({ has, tags }: { has: string[]; tags: Tags }) {
  const form = useServerForm({
    schema,
    defaultValues: { tag_names: '' },
    send: async ({ tag_names }, { reset }) => {
      await tags.attach(typedTags(tag_names));
      reset({ tag_names: '' });
    },
  });
  const typed = form.form.watch('tag_names');
  const offered = offeredTags(tags.existing, has, typed);
  const list = useKeptFocus(offered);
  return (
    <Form of={form} label="Add tags">
      <div className="flex items-start gap-2">
        <TextField
          name="tag_names"
          label="Add tags"
          className="flex-1"
          hint="Separate several with commas. A tag that does not exist is created"
        />
        <Button type="submit" className="mt-6.5 h-9 sm:h-8" busy={form.form.formState.isSubmitting}>
          <Plus aria-hidden /> Add
        </Button>
      </div>
      <ul ref={list} aria-label="Existing tags" className="flex flex-wrap gap-1.5 empty:hidden">
        {offered.map((name) => (
          <li key={name} className="flex max-w-full">
            <Button
              size="sm"
              className="min-w-0"
              aria-label={`Add tag ${name}`}
              onClick={() => {
                tags.attach(completedTags(typed, name)).catch(reportFailure);
                form.form.reset({ tag_names: '' });
              }}
            >
              <Plus aria-hidden />
              <span className="truncate">{name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Form>
  );
}
