//! Arguments go in; a gateway is served until it is stopped, and what a client needs to know is printed.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is what the command shows")]

use alicloud_mock::{Catalog, Gateway, GatewayError, Keys};
use clap::Parser;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// A loopback gateway that answers as the API reference says.
#[derive(Debug, Parser)]
#[command(name = "alicloud-mock")]
struct Arguments {
    /// A folder of specs, instead of those built in
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    addr: SocketAddr,
    /// The access key id that is known
    #[arg(long, value_name = "ID", default_value_t = Keys::default().id)]
    access_key_id: String,
    /// The secret of that key
    #[arg(long, value_name = "SECRET", default_value_t = Keys::default().secret)]
    access_key_secret: String,
    /// A script of faults: a JSON list
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), GatewayError> {
    let catalog = match &arguments.specs {
        Some(folder) => Catalog::read(folder)?,
        None => Catalog::built_in()?,
    };
    let keys = Keys { id: arguments.access_key_id, secret: arguments.access_key_secret };
    let gateway = Gateway::serve(catalog, keys.clone(), arguments.addr).await?;
    if let Some(file) = &arguments.faults {
        gateway.script(&std::fs::read_to_string(file)?)?;
    }
    println!("endpoint           {}", gateway.endpoint());
    println!("access key id      {}", keys.id);
    println!("access key secret  {}", keys.secret);
    std::future::pending::<()>().await;
    Ok(())
}
