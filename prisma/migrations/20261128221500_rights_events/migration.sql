-- Whatever changes what a credential may see is announced by the database itself, so that no way of changing it can
-- forget to: open streams are checked again at once (src/http/streams). Empty text means everyone.
CREATE FUNCTION announce_rights() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb := to_jsonb(COALESCE(NEW, OLD));
BEGIN
  PERFORM pg_notify('gantry_events', json_build_object(
    'kind', 'rights',
    'organizationId', COALESCE(changed ->> TG_ARGV[0], ''),
    'uuid', COALESCE(changed ->> TG_ARGV[1], '')
  )::text);
  RETURN NULL;
END
$$;

-- Arguments: the columns that name the organization and the user whose rights changed.
CREATE TRIGGER sessions_rights_changed AFTER UPDATE ON "sessions" FOR EACH ROW
  WHEN (
    (OLD.revoked_at, OLD.active_organization_id, OLD.token_hash)
      IS DISTINCT FROM (NEW.revoked_at, NEW.active_organization_id, NEW.token_hash)
    OR NEW.expires_at < OLD.expires_at
    OR NEW.absolute_expires_at < OLD.absolute_expires_at
  )
  EXECUTE FUNCTION announce_rights('', 'user_id');
CREATE TRIGGER sessions_rights_deleted AFTER DELETE ON "sessions" FOR EACH ROW
  EXECUTE FUNCTION announce_rights('', 'user_id');

CREATE TRIGGER api_keys_rights_changed AFTER UPDATE ON "api_keys" FOR EACH ROW
  WHEN (
    (OLD.revoked_at, OLD.expires_at, OLD.not_before, OLD.rotated_to_id, OLD.grace_until, OLD.hash, OLD.abilities, OLD.scopes,
      OLD.allow_list, OLD.allowed_ips, OLD.user_id, OLD.organization_id)
    IS DISTINCT FROM
    (NEW.revoked_at, NEW.expires_at, NEW.not_before, NEW.rotated_to_id, NEW.grace_until, NEW.hash, NEW.abilities, NEW.scopes,
      NEW.allow_list, NEW.allowed_ips, NEW.user_id, NEW.organization_id)
  )
  EXECUTE FUNCTION announce_rights('organization_id', 'user_id');
CREATE TRIGGER api_keys_rights_deleted AFTER DELETE ON "api_keys" FOR EACH ROW
  EXECUTE FUNCTION announce_rights('organization_id', 'user_id');

CREATE TRIGGER users_rights_changed AFTER UPDATE ON "users" FOR EACH ROW
  WHEN (
    (OLD.status, OLD.site_role, OLD.login_type, OLD.totp_enabled_at)
      IS DISTINCT FROM (NEW.status, NEW.site_role, NEW.login_type, NEW.totp_enabled_at)
  )
  EXECUTE FUNCTION announce_rights('', 'id');
CREATE TRIGGER users_rights_deleted AFTER DELETE ON "users" FOR EACH ROW
  EXECUTE FUNCTION announce_rights('', 'id');

CREATE TRIGGER memberships_rights_changed AFTER INSERT OR UPDATE OR DELETE ON "memberships" FOR EACH ROW
  EXECUTE FUNCTION announce_rights('organization_id', 'user_id');
CREATE TRIGGER project_grants_rights_changed AFTER INSERT OR UPDATE OR DELETE ON "project_grants" FOR EACH ROW
  EXECUTE FUNCTION announce_rights('organization_id', 'user_id');

-- A role is held by many: everyone of its organization is looked at.
CREATE TRIGGER custom_roles_rights_changed AFTER UPDATE OR DELETE ON "custom_roles" FOR EACH ROW
  EXECUTE FUNCTION announce_rights('organization_id', '');
CREATE TRIGGER organizations_rights_deleted AFTER DELETE ON "organizations" FOR EACH ROW
  EXECUTE FUNCTION announce_rights('id', '');

CREATE TRIGGER instances_rights_changed AFTER UPDATE ON "instances" FOR EACH ROW
  WHEN (
    (OLD.is_api_enabled, OLD.allowed_ips, OLD.is_two_factor_required)
      IS DISTINCT FROM (NEW.is_api_enabled, NEW.allowed_ips, NEW.is_two_factor_required)
  )
  EXECUTE FUNCTION announce_rights('', '');
