'use client';

import { useQuery } from '@tanstack/react-query';
import { FileCode2, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ErrorState } from '../../feedback/error-state';
import { paths } from '../../paths';
import { Button } from '../../primitives/button';
import { Input } from '../../primitives/input';
import { Link } from '../../primitives/link';
import { ListSkeleton } from '../../primitives/skeleton';
import { Toggle } from '../../primitives/toggle';
import { useSettled } from '../../primitives/use-settled';
import { type Outputs, useTRPC } from '../../trpc';
import { TemplateLogo } from './template-logo';
import { usePlace } from './use-place';
import { useTemplates } from './use-templates';

type Template = Outputs['template']['list']['items'][number];

/** Choice of the source of a new service: a compose file, or one of the templates. */
export function TemplateGallery() {
  const place = usePlace();
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [catalogue, setCatalogue] = useState<string | null>(null);
  const catalogues = useQuery(useTRPC().catalogue.list.queryOptions({}));
  const wanted = { search: useSettled(search), catalogue };
  const all = useTemplates({ ...wanted, category: null });
  const { query, templates } = useTemplates({ ...wanted, category });
  const categories = [
    ...new Set([
      ...all.templates.flatMap((each) => each.category ?? []),
      ...(category === null ? [] : [category]),
    ]),
  ].sort();
  return (
    <div className="space-y-6">
      <Card
        href={paths.newStack({ ...place, compose: '' })}
        icon={<FileCode2 aria-hidden className="size-9 shrink-0 p-1.5 text-ink-3" />}
        title="Your own compose file"
        text="Paste it; each of its services becomes a component."
      />
      <section aria-label="Templates" className="space-y-4">
        <div className="relative">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
          />
          <Input
            type="search"
            aria-label="Search templates"
            placeholder="Search templates: wiki, analytics, passwords …"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="pl-8"
          />
        </div>
        {catalogues.data && catalogues.data.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and this filters a list
          <div role="group" aria-label="Catalogues" className="flex flex-wrap items-center gap-1.5">
            {['built-in', ...catalogues.data.map(({ name }) => name)].map((each) => (
              <Toggle
                key={each}
                label={`Catalogue ${each}`}
                isOn={each === catalogue}
                onPress={() => setCatalogue(each === catalogue ? null : each)}
              >
                {each}
              </Toggle>
            ))}
          </div>
        )}
        {categories.length > 1 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and this filters a list
          <div role="group" aria-label="Categories" className="flex flex-wrap gap-1.5">
            {categories.map((each) => (
              <Toggle
                key={each}
                label={`Category ${each}`}
                isOn={each === category}
                onPress={() => setCategory(each === category ? null : each)}
              >
                {each}
              </Toggle>
            ))}
          </div>
        )}
        <Templates query={query} templates={templates} search={search} />
      </section>
      <p className="text-ink-3 text-xs">
        Need more templates?{' '}
        <Link href={paths.catalogues()} className="text-accent-text underline underline-offset-2">
          Add a catalogue
        </Link>{' '}
        from a Git repository.
      </p>
    </div>
  );
}

interface TemplatesProps {
  query: ReturnType<typeof useTemplates>['query'];
  templates: Template[];
  search: string;
}

function Templates({ query, templates, search }: TemplatesProps) {
  const place = usePlace();
  if (query.error && !query.data)
    return <ErrorState error={query.error} retry={() => void query.refetch()} what="Templates" />;
  if (!query.data) return <ListSkeleton label="templates" />;
  if (templates.length === 0)
    return (
      <p className="rounded-lg border border-line border-dashed px-6 py-8 text-ink-2">
        No template matches “{search}”. You can also use a compose file from the program’s documentation.
      </p>
    );
  return (
    <>
      <ul className="grid gap-2 sm:grid-cols-2">
        {templates.map(({ type, name, slogan, logo }) => (
          <li key={type}>
            <Card
              href={paths.newStack({ ...place, template: type })}
              icon={<TemplateLogo logo={logo} />}
              title={name}
              text={slogan}
            />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more templates
        </Button>
      )}
    </>
  );
}

interface CardProps {
  href: string;
  icon: ReactNode;
  title: string;
  text: string | null;
}

function Card({ href, icon, title, text }: CardProps) {
  return (
    <Link
      href={href}
      className="flex h-full items-start gap-3 rounded-lg border border-line-strong bg-surface p-3 shadow-raised transition-colors hover:bg-hover"
    >
      {icon}
      <span className="min-w-0">
        <span className="block font-medium">{title}</span>
        {text && <span className="mt-0.5 block text-ink-2 text-xs">{text}</span>}
      </span>
    </Link>
  );
}
