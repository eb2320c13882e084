'use client';

import { Check, Plus, Settings } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, useState } from 'react';
import { paths } from '../paths';
import { Link } from '../primitives/link';
import { Menu, MenuItem, MenuLabel, MenuSeparator, menuItemStyle } from '../primitives/menu';
import { useSession } from '../session/session-provider';
import { CreateOrganizationDialog } from './create-organization-dialog';
import { OrganizationTile } from './organization-tile';
import { roleTitle } from './role-title';
import { SwitcherButton } from './switcher-button';
import { useSwitchOrganization } from './use-switch-organization';

/**
 * Menu of the organization switcher. It is open when it is loaded, because its button was just clicked (switcher.tsx).
 */
export function SwitcherMenu({ onNavigate }: { onNavigate: (() => void) | undefined }) {
  const { organization, organizations } = useSession();
  const { switchTo, isSwitching } = useSwitchOrganization();
  const [isCreating, setCreating] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  /**
   * Open the dialog once the menu, which holds the focus, is closed. The dialog later returns the focus to the button.
   */
  function openCreate() {
    button.current?.focus();
    setCreating(true);
  }

  return (
    <>
      <Menu
        align="start"
        defaultOpen
        trigger={<SwitcherButton ref={button} aria-busy={isSwitching || undefined} />}
      >
        <MenuLabel>Organizations</MenuLabel>
        <DropdownMenu.RadioGroup
          aria-label="Organization"
          value={organization.id}
          onValueChange={(id) => id !== organization.id && switchTo(id)}
          className="max-h-[50vh] w-64 overflow-y-auto"
        >
          {organizations.map(({ id, name, role }) => (
            <DropdownMenu.RadioItem key={id} value={id} className={menuItemStyle}>
              <OrganizationTile name={name} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-ink">{name}</span>
                <span className="block truncate text-ink-3 text-xs">{roleTitle(role)}</span>
              </span>
              <DropdownMenu.ItemIndicator className="text-accent-text">
                <Check aria-hidden />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        <MenuSeparator />
        <MenuItem asChild>
          <Link href={paths.organization()} onClick={onNavigate}>
            <Settings aria-hidden /> Organization settings
          </Link>
        </MenuItem>
        <MenuItem onSelect={() => setTimeout(openCreate)}>
          <Plus aria-hidden /> New organization
        </MenuItem>
      </Menu>
      <CreateOrganizationDialog open={isCreating} onOpenChange={setCreating} />
    </>
  );
}
