import type { NotificationChannel } from '../../domain/notification';
import type { ChannelSettings } from './channel-settings';

type Tables = {
  [C in NotificationChannel]: {
    isOn: (settings: ChannelSettings<C>) => boolean;
    /** Settings that the channel requires. */
    needs: (settings: ChannelSettings<C>) => readonly (keyof ChannelSettings<C> & string)[];
  };
};

const tables: Tables = {
  email: {
    isOn: (settings) => settings.useInstanceEmailSettings || settings.smtpEnabled || settings.resendEnabled,
    needs: ({ useInstanceEmailSettings, resendEnabled }) => {
      if (useInstanceEmailSettings) return [];
      return resendEnabled ? ['resendApiKey', 'smtpFromAddress'] : ['smtpHost', 'smtpFromAddress'];
    },
  },
  discord: { isOn: (settings) => settings.discordEnabled, needs: () => ['discordWebhookUrl'] },
  slack: { isOn: (settings) => settings.slackEnabled, needs: () => ['slackWebhookUrl'] },
  telegram: {
    isOn: (settings) => settings.telegramEnabled,
    needs: () => ['telegramToken', 'telegramChatId'],
  },
  pushover: {
    isOn: (settings) => settings.pushoverEnabled,
    needs: () => ['pushoverUserKey', 'pushoverApiToken'],
  },
  webhook: { isOn: (settings) => settings.webhookEnabled, needs: () => ['webhookUrl'] },
};

/** Whether a channel is on. */
export function isSwitchedOn<C extends NotificationChannel>(
  channel: C,
  settings: ChannelSettings<C>,
): boolean {
  return tables[channel].isOn(settings);
}

/** The settings that a channel lacks. */
export function missingSettings<C extends NotificationChannel>(
  channel: C,
  settings: ChannelSettings<C>,
): readonly string[] {
  return tables[channel].needs(settings).filter((name) => settings[name] === null);
}
