fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let product: alicloud_spec::Product = alicloud_spec::yaml::read("p", &std::fs::read_to_string(&args[0]).unwrap()).unwrap();
    let glossary = alicloud_spec::yaml::read("g", &std::fs::read_to_string("specs/glossary.yaml").unwrap()).unwrap();
    let bytes: Vec<_> = args[1..].iter().map(|f| (f.rsplit('/').next().unwrap().to_owned(), std::fs::read(f).unwrap())).collect();
    let pages: Vec<_> = bytes.iter().map(|(n, b)| alicloud_pages::PageFile { name: n, bytes: b }).collect();
    let c = alicloud_pages::compile(&product, &glossary, &pages);
    for o in &c.operations { println!("{}", alicloud_spec::yaml::write(o).unwrap()); }
    for d in &c.diagnostics { println!("{}", alicloud_spec::diagnostic::line(d)); }
}
