'use client';

import {
  BookOpen,
  LogOut,
  Monitor,
  MonitorSmartphone,
  Moon,
  ShieldCheck,
  Sun,
  UserRound,
} from 'lucide-react';
import { useTheme } from 'next-themes';
import { DropdownMenu } from 'radix-ui';
import { reportFailure } from '../feedback/report-failure';
import { paths } from '../paths';
import { Link } from '../primitives/link';
import { Menu, MenuItem, MenuLabel, MenuSeparator, menuItemStyle } from '../primitives/menu';
import { signOut } from '../session/credentials';
import { useSession } from '../session/session-provider';
import { AccountButton } from './account-button';

const places = [
  { label: 'Profile', href: paths.account(), icon: UserRound },
  { label: 'Two-factor', href: paths.accountTwoFactor(), icon: ShieldCheck },
  { label: 'Sessions', href: paths.accountSessions(), icon: MonitorSmartphone },
];

const themes = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'System', icon: Monitor },
];

/** Account menu. It is open when it is loaded, because its button was just clicked (account.tsx). */
export function AccountMenu({ onNavigate }: { onNavigate: (() => void) | undefined }) {
  const { user } = useSession();
  return (
    <Menu align="start" side="top" defaultOpen trigger={<AccountButton />}>
      <MenuLabel>{user.email}</MenuLabel>
      {places.map(({ label, href, icon: Icon }) => (
        <MenuItem key={href} asChild>
          <Link href={href} onClick={onNavigate}>
            <Icon aria-hidden /> {label}
          </Link>
        </MenuItem>
      ))}
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem asChild>
        <a href={paths.apiReference()}>
          <BookOpen aria-hidden /> API reference
        </a>
      </MenuItem>
      <MenuItem onSelect={() => void signOut().catch(reportFailure)}>
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  );
}

function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu.RadioGroup value={theme} onValueChange={setTheme} aria-label="Theme">
      {themes.map(({ value, label, icon: Icon }) => (
        <DropdownMenu.RadioItem key={value} value={value} className={menuItemStyle}>
          <Icon aria-hidden /> {label}
          <DropdownMenu.ItemIndicator className="ml-auto text-accent-text">●</DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
