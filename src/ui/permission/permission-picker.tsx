'use client';

import { actionsOf, type Permission, type Resource } from '../../domain/permission/vocabulary';
import { Button } from '../primitives/button';
import { Toggle } from '../primitives/toggle';
import { chosenActions, toggled, withActions } from './permission-set';
import { actionTitle, permissionWords, readingOrder, resourceGroups, resourceTitle } from './words';

interface PermissionPickerProps {
  /** Permissions, each as `resource:action`. */
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** Whether a permission can be given at all; others are left out. */
  isOffered: (permission: Permission) => boolean;
  /** Why the user cannot choose it; null when they can. */
  denialOf: (permission: Permission) => string | null;
}

/** Checklist of all permissions, grouped by resource. */
export function PermissionPicker(props: PermissionPickerProps) {
  const isOffered = (resource: Resource) =>
    actionsOf(resource).some((action) => props.isOffered(`${resource}:${action}`));
  return (
    <div className="space-y-6">
      {resourceGroups.map(({ title, resources }) => (
        <fieldset key={title}>
          <legend className="mb-2 font-medium">{title}</legend>
          <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
            {resources.filter(isOffered).map((resource) => (
              <ResourceRow key={resource} resource={resource} {...props} />
            ))}
          </ul>
        </fieldset>
      ))}
    </div>
  );
}

function ResourceRow({
  resource,
  value,
  onChange,
  isOffered,
  denialOf,
}: PermissionPickerProps & { resource: Resource }) {
  const chosen = chosenActions(value, resource);
  const offered = readingOrder(resource).filter((action) => isOffered(`${resource}:${action}`));
  const open = offered.filter((action) => denialOf(`${resource}:${action}`) === null);
  const hasAll = open.length > 0 && open.every((action) => chosen.has(action));
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 px-3 py-2.5 sm:grid-cols-[9rem_minmax(0,1fr)_auto]">
      <span className="font-medium">{resourceTitle(resource)}</span>
      <div className="order-last col-span-2 flex flex-wrap gap-1.5 sm:order-none sm:col-span-1">
        {offered.map((action) => (
          <Toggle
            key={action}
            label={permissionWords(`${resource}:${action}`)}
            isOn={chosen.has(action)}
            denied={denialOf(`${resource}:${action}`)}
            onPress={() => onChange(toggled(value, resource, action))}
          >
            {actionTitle(action)}
          </Toggle>
        ))}
      </div>
      <Button
        size="sm"
        variant="ghost"
        disabled={open.length === 0}
        aria-label={`${hasAll ? 'None' : 'All'} of ${resourceTitle(resource)}`}
        onClick={() => onChange(withActions(value, resource, new Set(hasAll ? [] : open)))}
      >
        {hasAll ? 'None' : 'All'}
      </Button>
    </li>
  );
}
