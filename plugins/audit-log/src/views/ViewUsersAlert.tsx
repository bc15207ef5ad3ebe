import { ReactNode } from 'react';
import Alert from '@material-ui/lab/Alert';
import { Link } from '@backstage/core-components';
import { View, ViewWithUsers } from 'backstage-plugin-audit-log-common';
import { EntityName, useExportLinks, useMe } from '../shared';
import { useWords } from '../words';

/** Lists the schedules that use a view. */
export function ViewUsersAlert(props: {
  view: View;
  users: ViewWithUsers['usedBy'];
  children: ReactNode;
}) {
  const { view, users } = props;
  const t = useWords();
  const links = useExportLinks();
  const { mayManageExports } = useMe();
  return (
    <Alert severity="warning" style={{ marginTop: 16 }}>
      {mayManageExports ? (
        <Link to={links.listOf({ viewId: view.id })} underline="always">
          {t('view.usedBy', { count: users.length })}
        </Link>
      ) : (
        t('view.usedBy', { count: users.length })
      )}
      <ul>
        {users.map(user => (
          <li key={user.id}>
            {user.name} (
            {t('view.by', {
              owner: <EntityName entityRef={user.owner} />,
            })}
            )
          </li>
        ))}
      </ul>
      {props.children}
    </Alert>
  );
}
