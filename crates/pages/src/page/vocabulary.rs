//! The words of headings and table headers, in both languages and all the forms found.

use std::borrow::Cow;

/// What a section of a page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    RequestHeaders,
    RequestSyntax,
    RequestBody,
    RequestPath,
    Request,
    ResponseSyntax,
    Response,
    RequestExample,
    ResponseExample,
    FailureExample,
    Examples,
    Errors,
    Description,
    /// Links to the API explorer.
    Explorer,
    /// The table of actions that policies can allow.
    Authorization,
    /// Links to what has changed.
    History,
}

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Name,
    Type,
    Location,
    Required,
    Example,
    Docs,
    Status,
    ErrorCode,
    ErrorMessage,
}

/// The kind of section that a heading begins.
pub(crate) fn section(title: &str) -> Option<Section> {
    // The longest heading that is known has 30 bytes; what is much longer is prose and need not be looked up.
    if title.len() > 80 || title.is_empty() {
        return None;
    }
    let title = normalized(title);
    let title =
        title.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', '、']).trim_start();
    lookup(SECTIONS, title).or_else(|| {
        let begins =
            |word: &str| title.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let body = begins("请求体") || begins("request body");
        body.then_some(Section::RequestBody)
    })
}

/// Whether a heading is one that only the latest template has: of a section that is set in bold, or has a new name.
pub(crate) fn is_latest(title: &str) -> bool {
    const NEW: &[&str] = &[
        "try it now",
        "ram authorization",
        "response elements",
        "release notes",
        "path parameters",
        "路径参数",
    ];
    let title = title.trim();
    let is_bold = title.starts_with("**") && title.ends_with("**");
    let word = normalized(title);
    is_bold && section(title).is_some() || NEW.iter().any(|new| new.eq_ignore_ascii_case(&word))
}

/// Whether the text of a section says that there is nothing to list.
pub(crate) fn says_nothing(text: &str) -> bool {
    const SAYINGS: &[&str] = &[
        "无需请求参数",
        "暂无返回参数",
        "無需請求參數",
        "暫無返回參數",
        "no parameters required",
        "not require request parameters",
        "no return parameters",
        "no request parameters",
        "no response parameters",
        "リクエストパラメータは不要",
        "レスポンスパラメータはありません",
    ];
    const LONGEST: usize = 120;
    let text = text.trim().to_ascii_lowercase();
    text.is_empty() || text.len() <= LONGEST && SAYINGS.iter().any(|saying| text.contains(saying))
}

/// What a header cell says its column holds.
pub(crate) fn column(cell: &str) -> Option<Column> {
    lookup(COLUMNS, &normalized(cell))
}

/// Whether a cell can be the first of a header.
pub(crate) fn is_column_word(cell: &str) -> bool {
    matches!(column(cell), Some(Column::Name | Column::Status | Column::ErrorCode | Column::Type))
}

/// The words of column headers with what each means: for headers that have collapsed into one word.
pub(crate) fn column_words() -> impl Iterator<Item = (&'static str, Column)> {
    COLUMNS.iter().flat_map(|(column, words)| words.iter().map(|word| (*word, *column)))
}

/// Text without emphasis, outer punctuation and doubled blanks.
fn normalized(text: &str) -> Cow<'_, str> {
    let outer = |c: char| c.is_whitespace() || matches!(c, '*' | '`' | ':' | '：' | '.' | '。' | '?' | '？');
    let text = text.trim_matches(outer);
    if text.contains("**") {
        // Emphasis may end inside: `**Response** parameters`.
        return Cow::Owned(normalized(&text.replace("**", "")).into_owned());
    }
    if !text.contains("  ") && !text.contains(|c: char| c.is_whitespace() && c != ' ') {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(word);
    }
    Cow::Owned(words)
}

fn lookup<T: Copy>(table: &[(T, &[&str])], word: &str) -> Option<T> {
    let is_it = |known: &&str| known.eq_ignore_ascii_case(word);
    table.iter().find(|(_, words)| words.iter().any(is_it)).map(|(meaning, _)| *meaning)
}

#[rustfmt::skip]
const SECTIONS: &[(Section, &[&str])] = &[
    (Section::RequestHeaders, &["请求头", "请求头部", "request header", "request headers",
        "special request header", "special request headers"]),
    (Section::RequestSyntax, &["请求语法", "请求格式", "请求行", "请求信息", "语法", "request structure",
        "request syntax", "http request", "request grammar", "request line", "syntax",
        "request information"]),
    (Section::RequestBody, &["requestbody", "body参数"]),
    (Section::RequestPath, &["路径参数", "path parameter", "path parameters"]),
    (Section::Request, &["请求参数", "输入参数", "入参", "请求参数列表", "参数列表", "参数", "请求元素",
        "request parameter", "request parameters", "input parameter", "input parameters", "parameters",
        "request elements"]),
    (Section::ResponseSyntax, &["响应体语法", "返回体语法", "response syntax", "response body syntax"]),
    (Section::Response, &["返回数据", "返回参数", "响应参数", "返回信息", "响应元素", "返回值", "返回结果",
        "出参", "回参数", "响应信息", "返回体", "响应体", "返回数据说明", "输出参数", "响应体参数",
        "response parameter", "response parameters", "return parameter", "return parameters",
        "response information", "response elements", "return value", "return values", "response",
        "return data", "response structure"]),
    (Section::RequestExample, &["请求示例", "调用示例", "sample request", "sample requests",
        "request example", "request examples"]),
    (Section::ResponseExample, &["返回示例", "正常返回示例", "响应示例", "sample response",
        "sample responses", "response example", "response examples", "return example", "return examples",
        "sample success response", "sample success responses"]),
    (Section::FailureExample, &["返回异常示例", "异常返回示例", "sample error response",
        "sample error responses"]),
    (Section::Examples, &["示例", "操作示例", "示例代码", "example", "examples", "sample", "samples",
        "example code", "demo"]),
    (Section::Errors, &["错误码", "接口错误码", "特定错误码", "特殊错误码", "错误信息", "错误代码",
        "error code", "error codes", "errors", "common errors", "error message", "error messages",
        "special error code", "special error codes", "errors codes", "specific error code",
        "specific error codes"]),
    (Section::Description, &["描述", "接口说明", "接口描述", "api描述", "说明", "功能说明", "使用说明",
        "功能描述", "description", "api description", "interface description", "operation description",
        "usage notes"]),
    (Section::Explorer, &["调试", "在线调试", "debugging", "debug", "make the api call", "try it now"]),
    (Section::Authorization, &["authorization information", "ram authorization", "授权信息"]),
    (Section::History, &["change history", "release notes", "变更历史"]),
];

#[rustfmt::skip]
const COLUMNS: &[(Column, &[&str])] = &[
    (Column::Name, &["名称", "参数", "参数名", "参数名称", "参数名字", "字段", "字段名", "字段名称",
        "返回值", "返回参数", "请求参数", "属性", "属性名", "属性名称", "元素", "元素名", "节点名称",
        "body元素", "query参数", "name", "parameter", "parameters", "parameter name", "field",
        "field name", "property", "element", "attribute", "key", "return value"]),
    (Column::Type, &["类型", "参数类型", "数据类型", "字段类型", "格式", "type", "data type",
        "parameter type"]),
    (Column::Location, &["位置", "参数位置", "传入方式", "position", "location", "in",
        "parameter location"]),
    (Column::Required, &["是否必选", "是否必须", "是否必需", "必选", "必填", "是否必填", "是否必传", "必须",
        "必需", "是否可选", "是否必要", "是否 必选", "可选", "required", "required or not", "mandatory",
        "optional", "required/optional", "required or optional", "whether required", "must"]),
    (Column::Example, &["示例值", "示例", "样例", "例子", "示例 值", "example value", "example",
        "examples", "sample value", "sample"]),
    (Column::Status, &["httpcode", "http code", "http状态码", "http 状态码", "http status code",
        "http statuscode", "状态码", "http status", "status code"]),
    (Column::ErrorCode, &["错误码", "错误代码", "error code", "errorcode", "code"]),
    (Column::ErrorMessage, &["错误信息", "error message", "message", "语义"]),
    (Column::Docs, &["描述", "说明", "含义", "参数说明", "字段说明", "备注", "解释", "取值说明", "描述信息",
        "description", "remark", "remarks", "detail", "details"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_all_their_forms() {
        for (title, expected) in [
            ("请求参数", Some(Section::Request)),
            ("**Response parameters**", Some(Section::Response)),
            ("Error codes.", Some(Section::Errors)),
            ("3. 返回数据", Some(Section::Response)),
            ("请求体参数", Some(Section::RequestBody)),
            ("**Response** parameters", Some(Section::Response)),
            ("**路径参数**", Some(Section::RequestPath)),
            ("RAM authorization", Some(Section::Authorization)),
            ("QPS限制", None),
        ] {
            assert_eq!(section(title), expected, "{title}");
        }
    }

    #[test]
    fn headers_are_known_in_all_their_forms() {
        for (cell, expected) in [
            ("名称", Some(Column::Name)),
            ("Required?", Some(Column::Required)),
            ("HTTP  状态码", Some(Column::Status)),
            ("要求", None),
        ] {
            assert_eq!(column(cell), expected, "{cell}");
        }
    }
}
