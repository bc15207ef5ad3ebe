import { InfoCard } from '@backstage/core-components';
import { useWords } from '../words';
import { HomeActivity } from './HomeActivity';

/**
 * The last changes in the portal as a card, for pages that an app makes
 * itself. It shows what the reader may see.
 *
 * @public
 */
export function HomeActivityCard() {
  const t = useWords();
  return (
    <InfoCard title={t('catalog.homeTitle')}>
      <HomeActivity />
    </InfoCard>
  );
}
