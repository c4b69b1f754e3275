//! The gateway as a command: it is served until it is stopped, and what a client needs to know is printed.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is what the command shows")]

use alicloud_mock::{Catalog, Gateway, GatewayError, Keys};
use lexopt::{Arg, Parser, ValueExt};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
A loopback gateway that answers as the API reference says.

Usage: alicloud-mock [OPTIONS]

Options:
      --specs <DIR>                 A folder of specs, instead of those built in
      --addr <ADDRESS>              Where to listen; port 0 takes a free one [default: 127.0.0.1:0]
      --access-key-id <ID>          The access key id that is known
      --access-key-secret <SECRET>  The secret of that key
      --faults <FILE>               A script of faults: a JSON list
  -h, --help                        Print help";

/// What the command was asked for.
struct Arguments {
    specs: Option<PathBuf>,
    addr: SocketAddr,
    keys: Keys,
    faults: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let served = match arguments(Parser::from_env()) {
        Ok(Some(arguments)) => serve(arguments).await.map_err(|error| error.to_string()),
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => Err(format!("{error}; see --help")),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Reads the arguments; none if only help is wanted.
fn arguments(mut parser: Parser) -> Result<Option<Arguments>, lexopt::Error> {
    let addr = SocketAddr::from(([127, 0, 0, 1], 0));
    let mut arguments = Arguments { specs: None, addr, keys: Keys::default(), faults: None };
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("specs") => arguments.specs = Some(parser.value()?.into()),
            Arg::Long("addr") => arguments.addr = parser.value()?.parse()?,
            Arg::Long("access-key-id") => arguments.keys.id = parser.value()?.string()?,
            Arg::Long("access-key-secret") => arguments.keys.secret = parser.value()?.string()?,
            Arg::Long("faults") => arguments.faults = Some(parser.value()?.into()),
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(arguments))
}

async fn serve(arguments: Arguments) -> Result<(), GatewayError> {
    let catalog = match &arguments.specs {
        Some(folder) => Catalog::read(folder)?,
        None => Catalog::built_in()?,
    };
    let keys = arguments.keys;
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
