/** What opens above the page. */
export type PanelName = 'help' | 'settings' | 'verification' | 'support' | AccountPanelName;

/** What a signed-in person opens of their own. */
export type AccountPanelName = 'profile' | 'password' | 'channels' | 'journal';

/** Whether a panel is of the person who works here, and goes with them. */
export function isAccountPanel(panel: PanelName): panel is AccountPanelName {
  return ['profile', 'password', 'channels', 'journal'].includes(panel);
}
