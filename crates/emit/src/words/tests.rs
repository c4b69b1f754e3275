use super::{member, summary};
use alicloud_spec::{Glossary, Member, yaml};

const GLOSSARY: &str = "
words:
  acl: {en: ACL}
  backup: {zh: 备份}
  db: {en: database, zh: 数据库}
  desc: {en: description, zh: 描述}
  id: {en: ID}
  instance: {zh: 实例}
  ip: {en: IP}
  max: {en: maximum, zh: 最大}
  name: {zh: 名称}
  order: {en: order}
  status: {zh: 状态}
  vpc: {en: VPC}
  vswitch: {en: vSwitch, zh: 交换机}
members:
  RegionId: {en: ID of the region., zh: 地域 ID。}
  Key: {en: Key.}
  Tag.Key: {en: Key of the tag.}
operations:
  RunInstances: Creates instances and starts them.
";

fn glossary() -> Glossary {
    yaml::read("glossary.yaml", GLOSSARY).unwrap()
}

fn words(name: &str, kind: &str, parent: Option<&str>) -> [Option<String>; 2] {
    let spec = format!("{{name: {name}, in: query, type: {kind}}}");
    let read: Member = yaml::read("member.yaml", &spec).unwrap();
    let docs = member(&read, parent, &glossary()).unwrap_or_default();
    [docs.en, docs.zh]
}

fn said(texts: [Option<&str>; 2]) -> [Option<String>; 2] {
    texts.map(|text| text.map(str::to_owned))
}

#[test]
fn entries_go_before_rules_and_those_inside_a_member_before_others() {
    assert_eq!(words("region_id", "string", None), said([Some("ID of the region."), Some("地域 ID。")]));
    assert_eq!(words("Tag.RegionID", "string", None), said([Some("ID of the region."), Some("地域 ID。")]));
    assert_eq!(words("Key", "string", None), said([Some("Key."), None]));
    for parent in ["Tag", "Tags", "TagList"] {
        assert_eq!(words("Key", "string", Some(parent)), said([Some("Key of the tag."), None]), "{parent}");
    }
}

#[test]
fn names_without_an_entry_are_phrases() {
    for (name, kind, en, zh) in [
        ("VSwitchId", "string", Some("ID of the vSwitch."), Some("交换机 ID。")),
        ("VSwitchIds", "string", Some("IDs of the vSwitches."), Some("交换机 ID。")),
        ("DBInstanceDesc", "string", Some("Description of the database instance."), Some("数据库实例描述。")),
        ("BackupStatus", "string", Some("Status of the backup."), Some("备份状态。")),
        ("InstanceCount", "integer", Some("Number of instances."), Some("实例数量。")),
        ("MaxInstances", "integer", Some("Maximum number of instances."), Some("最大实例数量。")),
        ("EnableBackup", "boolean", Some("Whether backup is enabled."), Some("是否启用备份。")),
        ("BackupEnabled", "string", Some("Whether backup is enabled."), Some("是否启用备份。")),
        ("KeepBackups", "boolean", Some("Whether to keep backups."), None),
        ("AutoDeleteInstance", "boolean", Some("Whether to automatically delete the instance."), None),
        ("DeleteOnBackup", "boolean", Some("Whether to delete on backup."), None),
        ("FirstWidgetPosition", "string", Some("First widget position."), None),
        ("LastId", "string", Some("Last ID."), None),
        ("VpcIps", "string", Some("VPC IPs."), Some("VPC IP。")),
        ("Status", "string", Some("Status."), Some("状态。")),
        ("Order", "string", Some("Order."), None),
        // What is one unknown word, an abbreviation, a verb or half a phrase says nothing.
        ("Widget", "string", None, None),
        ("Max", "string", None, None),
        ("XyId", "string", Some("ID of the xy."), None),
        ("QZ", "string", None, None),
        ("AbQz", "string", None, None),
        ("ModifyThing", "string", None, None),
        ("ManagedBy", "string", None, None),
        ("'***'", "string", None, None),
    ] {
        assert_eq!(words(name, kind, None), said([en, zh]), "{name}");
    }
}

#[test]
fn operations_are_summed_up_by_verb_and_thing() {
    for (name, expected) in [
        ("DescribeInstances", Some("Describes instances.")),
        ("CreateVSwitch", Some("Creates a vSwitch.")),
        ("ListTagResources", Some("Lists tag resources.")),
        ("ListDashboard", Some("Lists dashboards.")),
        ("ModifyInstanceAttribute", Some("Modifies the attributes of an instance.")),
        ("GetDBInstanceDesc", Some("Gets the description of a database instance.")),
        ("DescribeInstancesFullStatus", Some("Describes the full status of instances.")),
        ("DeleteSpecificStatus", Some("Deletes a specific status.")),
        ("DescribeBackupList", Some("Describes backups.")),
        ("AddEntriesToAcl", Some("Adds entries to an ACL.")),
        ("BatchDeleteBackups", Some("Deletes backups, several at once.")),
        ("UnTagResources", Some("Untags resources.")),
        ("DescribeTaskById", Some("Describes a task by ID.")),
        ("AttachInstanceToUnit", Some("Attaches an instance to a unit.")),
        ("MigrateInstanceToOtherVpc", Some("Migrates an instance to another VPC.")),
        ("GetMetadata", Some("Gets metadata.")),
        ("ChangeOrder", Some("Changes the order.")),
        ("CreateOrUpdateBackup", Some("Creates or updates a backup.")),
        ("ReInitInstance", Some("Reinitializes an instance.")),
        ("RunInstances", Some("Creates instances and starts them.")),
        ("get-instance", Some("Gets an instance.")),
        ("Describe95Traffic", None),
        ("Decrypt", None),
        ("InstanceControl", None),
        ("GetInstanceBy", None),
        ("ContinueCreateStack", None),
        ("CreateXy", None),
        ("", None),
    ] {
        assert_eq!(summary(name, &glossary()).as_deref(), expected, "{name}");
    }
}

/// The words of the SDK itself are in order.
#[test]
fn the_glossary_is_sorted_and_sound() {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs/glossary.yaml")).unwrap();
    let glossary: Glossary = yaml::read("glossary.yaml", &text).unwrap();
    assert_eq!(glossary.check("glossary.yaml", &text), []);
    for (section, least) in [("words:\n", 700), ("members:\n", 700), ("operations:\n", 1)] {
        let entries = text.split_once(section).unwrap().1.lines().take_while(|line| line.starts_with("  "));
        let keys: Vec<_> = entries.map(|line| line.split_once(": ").unwrap().0.trim()).collect();
        assert!(keys.len() >= least && keys.is_sorted(), "{section}{keys:?}");
    }
}
